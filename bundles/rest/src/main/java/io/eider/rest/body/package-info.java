/**
 * JSON bodies: how they are read, checked and written, and one record for each, from which the OpenAPI document is made. Knows
 * neither JAX-RS nor the services.
 */
package io.eider.rest.body;
