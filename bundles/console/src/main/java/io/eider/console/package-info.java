/**
 * Karaf shell commands, one class each, over the services of {@code api}. Entry: EiderCommand, what they share; Services,
 * how they reach the other bundles. Knows only {@code api}.
 */
package io.eider.console;
