/** Sessions and the running of statements. */
package io.eider.workspace.session;
