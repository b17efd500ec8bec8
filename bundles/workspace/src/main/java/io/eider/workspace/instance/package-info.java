/** Open instances. */
package io.eider.workspace.instance;
