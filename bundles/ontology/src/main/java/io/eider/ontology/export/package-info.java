/** Schemas written for others: JSON Schema, SQL, Markdown. */
package io.eider.ontology.export;
