package io.eider.pgwire.dialect;

/**
 * Names that are qualified with PostgreSQL's own schemas. A schema of the name {@code pg_catalog} or {@code information_schema}
 * cannot be made in DuckDB 1.5.6, so what replaces them is found without a qualifier, or in a schema of another name.
 */
final class CatalogNames implements Repair {
    /** Where the views of {@code information_schema} are. */
    static final String INFORMATION_SCHEMA = "_eider_pg.pg_information";

    @Override
    public void at(Words words, int index, Edits edits) {
        switch (words.name(index)) {
            case "operator" -> operator(words, index, edits);
            case "collate" -> collate(words, index, edits);
            default -> schema(words, index, edits);
        }
    }

    private static void schema(Words words, int index, Edits edits) {
        if (!words.is(index + 1, ".") || words.is(index - 1, ".")) {
            return;
        }
        switch (words.name(index)) {
            case "pg_catalog" -> edits.drop(index, index + 2);
            case "public" -> edits.replace(index, "main");
            case "information_schema" -> {
                if (words.is(index + 3, "(")) {
                    edits.drop(index, index + 2);
                } else {
                    edits.replace(index, INFORMATION_SCHEMA);
                }
            }
            default -> {
                // a schema of the workspace
            }
        }
    }

    private static void operator(Words words, int index, Edits edits) {
        if (!words.is(index + 1, "(") || words.partner(index + 1) >= words.size()) {
            return;
        }
        int close = words.partner(index + 1);
        if (words.isName(index + 2) && !words.name(index + 2).equals("pg_catalog")) {
            throw words.unsupported(index + 2, "Operators of other schemas do not exist here", "Use pg_catalog.");
        }
        String operator = words.text(close - 1);
        boolean isBinary = words.endsOperand(index - 1);
        edits.drop(index, close + 1);
        edits.replace(index, isBinary ? Operators.binary(operator) : operator);
    }

    private static void collate(Words words, int index, Edits edits) {
        int name = words.name(index + 1).equals("pg_catalog") && words.is(index + 2, ".") ? index + 3 : index + 1;
        if (words.name(name).equals("default")) {
            edits.drop(index, name + 1);
        }
    }
}
