/** What brings a table to a schema: differences, their classes, and their steps. */
package io.eider.ontology.plan;
