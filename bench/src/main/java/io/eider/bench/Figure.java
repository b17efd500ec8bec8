package io.eider.bench;

/** Something that is measured on a running server. */
interface Figure {
    /**
     * Measures it.
     *
     * @param server runs, and runs again when this returns
     * @param report gets one line for each target, and notes
     */
    void measure(Server server, Report report) throws Exception; // what fails ends the run
}
