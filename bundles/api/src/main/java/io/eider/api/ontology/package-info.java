/** Schemas of an ontology server; the entry is {@link io.eider.api.ontology.SchemaServer}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.ontology;
