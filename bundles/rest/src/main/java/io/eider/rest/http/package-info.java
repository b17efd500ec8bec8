/**
 * HTTP as it is on the wire: multipart bodies, ranges, answers that are streamed and can be cut off. Knows neither JAX-RS nor
 * the storage.
 */
package io.eider.rest.http;
