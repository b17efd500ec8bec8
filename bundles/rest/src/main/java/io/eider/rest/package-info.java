/** The REST front over JAX-RS. Knows only api; holds no state but its meters. */
package io.eider.rest;
