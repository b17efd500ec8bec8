/** Commands on dev branches. */
package io.eider.console.branch;
