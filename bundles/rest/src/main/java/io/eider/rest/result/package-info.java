/**
 * Results of SQL on the wire, as JSON or as an Arrow IPC stream: {@link io.eider.rest.result.ResultWriter}, driven by
 * {@link io.eider.rest.result.Answer}. Knows nothing of requests.
 */
package io.eider.rest.result;
