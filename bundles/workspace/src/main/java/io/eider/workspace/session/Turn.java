package io.eider.workspace.session;

/** A thread that waits for its turn, and that others can make give up. */
final class Turn {
    private Thread waiting = Thread.currentThread(); // guarded by this

    /** Makes it give up; nothing if it waits no more. */
    synchronized void cancel() {
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** The thread does something else from now on. */
    synchronized void over() {
        waiting = null;
        Thread.interrupted(); // what has come too late is not for what it does next
    }
}
