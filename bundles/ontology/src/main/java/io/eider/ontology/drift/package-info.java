/** Lets tables follow their schemas without being asked. Entry: {@link io.eider.ontology.drift.DriftCheck}. Knows no SQL. */
package io.eider.ontology.drift;
