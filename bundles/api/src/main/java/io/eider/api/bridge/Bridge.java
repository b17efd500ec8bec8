package io.eider.api.bridge;

import java.util.List;

/** Tables that are shown in an instance. Close it to take them away; a transaction that reads them keeps them. Thread-safe. */
public interface Bridge extends AutoCloseable {
    /** The catalog in which they are. */
    String catalog();

    /** What is shown. */
    List<BridgedTable> tables();

    /** Takes the tables away. Does nothing the second time. */
    @Override
    void close();
}
