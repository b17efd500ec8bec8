/** Karaf shell commands. Knows only api. */
package io.eider.console;
