package io.eider.workspace.instance;

import io.eider.api.id.WorkspaceId;

/** Ends what sessions do, on behalf of other sessions of the same workspace. */
public interface Signals {
    /** Knows no session. */
    Signals NONE = new Signals() {
        @Override
        public boolean cancel(WorkspaceId workspace, long pid) {
            return false;
        }

        @Override
        public boolean terminate(WorkspaceId workspace, long pid) {
            return false;
        }
    };

    /** Ends the statement of a session; whether there is such a session. */
    boolean cancel(WorkspaceId workspace, long pid);

    /** Ends a session; whether there is one. */
    boolean terminate(WorkspaceId workspace, long pid);
}
