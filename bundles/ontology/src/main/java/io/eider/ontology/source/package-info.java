/** Readers of the kinds of documents that schemas are written in. */
package io.eider.ontology.source;
