/** How instances reach what is not theirs: rows of another one by a handle (Links), and copies of tables that they write (StagedFile). Knows no permissions. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.engine.link;
