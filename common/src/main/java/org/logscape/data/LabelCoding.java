package org.logscape.data;

/** How a class becomes the targets of a network. */
public enum LabelCoding {
  /** One target: +1 for an even class, -1 for an odd one (arXiv 2105.09557). */
  EVEN_ODD {
    @Override
    public int outputs(int classes) {
      return 1;
    }

    @Override
    void encode(int label, float[] targets, int at, int outputs) {
      targets[at] = label % 2 == 0 ? 1 : -1;
    }
  },
  /** A target for each class: 1 for the sample's, 0 for the others. */
  ONE_HOT {
    @Override
    public int outputs(int classes) {
      return classes;
    }

    @Override
    void encode(int label, float[] targets, int at, int outputs) {
      targets[at + label] = 1;
    }
  };

  /** Targets of a sample. */
  public abstract int outputs(int classes);

  /** Sets the targets of one sample, which were zero. */
  abstract void encode(int label, float[] targets, int at, int outputs);
}
