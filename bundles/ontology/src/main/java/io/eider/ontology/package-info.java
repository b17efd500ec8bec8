/** Tables that follow the schemas of an ontology server; {@link io.eider.ontology.DuckOntology} is the entry. */
package io.eider.ontology;
