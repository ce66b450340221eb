/** Networks in the files of other programs: safetensors and NPZ, by the names of PyTorch. */
package org.logscape.jobs.weights;
