/**
 * The endpoints of the reference service of the ontology contract: {@code /ops}, {@code /admin}, {@code /monitoring}. They serve one
 * bucket of one project, which the configuration names. Entry: the resources; what they share is in {@link
 * io.eider.rest.reference.ReferenceTables}.
 */
package io.eider.rest.reference;
