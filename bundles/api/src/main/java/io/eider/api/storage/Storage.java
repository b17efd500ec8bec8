package io.eider.api.storage;

import org.osgi.annotation.versioning.ProviderType;

/** The storage service. Fronts hold it through a {@code Swappable} and never keep one of its parts. Thread-safe. */
@ProviderType
public interface Storage {
    /** Projects. */
    Projects projects();

    /** Buckets. */
    Buckets buckets();

    /** Tables. */
    Tables tables();

    /** Uploaded files. */
    UploadedFiles files();

    /** Import and export. */
    Transfers transfers();

    /** Dev branches. */
    Branches branches();

    /** Buckets offered to other projects and shown there. */
    Sharing sharing();

    /** Snapshots of tables. */
    Snapshots snapshots();

    /** What is kept of tables without being asked, and how long. */
    SnapshotSettings snapshotSettings();

    /** Changes of columns and primary keys. */
    Schemas schemas();

    /** Changes of rows. */
    Rows rows();

    /** Statistics of tables. */
    Profiles profiles();

    /** What was done in the projects. */
    OperationsLog operations();

    /** The storage as a whole. */
    Backend backend();

    /** The files of tables. */
    PublishedFiles published();

    /** Writes of tables by SQL of others. */
    TableWrites writes();

    /** Answers that are kept for requests that come again. */
    Replays replays();
}
