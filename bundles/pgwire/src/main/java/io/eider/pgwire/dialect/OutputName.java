package io.eider.pgwire.dialect;

/**
 * The name of a column, or a number of columns that only the engine knows.
 *
 * @param name what PostgreSQL calls the column; empty for {@code *} and {@code t.*}: any number of columns, even none
 */
public record OutputName(String name) {
    /** Stands for the columns of a {@code *}. */
    public static final OutputName STAR = new OutputName("");

    /** Whether it stands for any number of columns that keep their names. */
    public boolean isStar() {
        return name.isEmpty();
    }
}
