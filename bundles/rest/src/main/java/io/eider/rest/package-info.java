/**
 * The REST front over JAX-RS: resources, authentication, error answers, metrics of requests. The entry is
 * {@link io.eider.rest.EiderApplication}. Knows only api; holds no state but its meters.
 */
package io.eider.rest;
