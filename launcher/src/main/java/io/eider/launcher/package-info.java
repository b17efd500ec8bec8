/**
 * The first code of the process: reads the settings, checks the surroundings, runs Karaf and waits until the server is
 * ready. Entry: {@link io.eider.launcher.Launcher}. It knows the JDK and Karaf's main class, none of our bundles.
 */
package io.eider.launcher;
