/** The tables of this bundle in the catalog. */
package io.eider.ontology.catalog;
