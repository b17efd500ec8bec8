/** Idempotency keys and the encryption of kept answers; the entry is {@link io.eider.rest.replay.ReplayKey}. Knows neither JAX-RS nor the storage. */
package io.eider.rest.replay;
