package io.eider.pgwire.dialect;

/** Clauses of queries: an empty select list, locks of rows, a reserved word, the names of the columns of VALUES. */
final class Queries implements Repair {
    @Override
    public void at(Words words, int index, Edits edits) {
        boolean isName = words.is(index - 1, ".") || words.is(index - 1, "as");
        if (isName && !words.is(index, "at") && !words.are(index - 1, "as", "select")) {
            return;
        }
        switch (words.word(index)) {
            case "select" -> {
                emptyList(words, index, edits);
                if (index == 0) {
                    nulls(words, edits);
                }
            }
            case "for" -> lock(words, index);
            case "at" -> { // reserved in DuckDB; AT TIME ZONE and DuckDB's AT (VERSION => 1) are no names
                if (!words.is(index + 1, "time") && !words.is(index + 1, "(")) {
                    edits.replace(index, "\"at\"");
                }
            }
            default -> values(words, index, edits);
        }
    }

    /** An output that is NULL is a text in PostgreSQL, unless another query of a UNION says more. */
    private static void nulls(Words words, Edits edits) {
        for (int i = 1; i < words.size(); i++) {
            if (words.is(i, "union") || words.is(i, "intersect") || words.is(i, "except")) {
                return;
            }
        }
        for (int i = 1; i < words.size() && !words.is(i, "from"); i = words.after(i)) {
            boolean begins = words.is(i - 1, ",") || i == 1;
            boolean ends =
                    i + 1 == words.size() || words.is(i + 1, ",") || words.is(i + 1, "as") || words.is(i + 1, "from");
            if (words.is(i, "null") && begins && ends) {
                edits.replace(i, "CAST(NULL AS VARCHAR)");
            }
        }
    }

    private static void emptyList(Words words, int index, Edits edits) {
        if (words.is(index + 1, "from") && words.is(index + 2, "where")) {
            throw words.error("42601", index + 2, "syntax error at or near \"" + words.text(index + 2) + "\"", "");
        }
        if (words.is(index + 1, "from") && !words.is(index + 2, "(")) {
            if (!words.is(index - 1, "(") || !words.is(index - 2, "exists")) {
                throw words.unsupported(index + 1, "A query without columns is not supported", "Select a constant.");
            }
            edits.after(index, " 1");
        }
    }

    private static void lock(Words words, int index) {
        boolean isLock = words.is(index + 1, "update")
                || words.is(index + 1, "share")
                || words.are(index + 1, "no", "key", "update")
                || words.are(index + 1, "key", "share");
        if (isLock && !words.is(index + 2, ")") && words.endsOperand(index - 1)) {
            throw words.unsupported(
                    index,
                    "SELECT FOR UPDATE and FOR SHARE are not supported",
                    "Every transaction works on a snapshot; a conflicting change fails with 40001.");
        }
    }

    /** In PostgreSQL the columns of VALUES are column1, column2, ... */
    private static void values(Words words, int index, Edits edits) {
        int open = index - 1;
        if (!words.is(open, "(") || words.partner(open) >= words.size() || !words.is(index + 1, "(")) {
            return;
        }
        int close = words.partner(open);
        if (Clauses.isRelation(words, open)) {
            int alias = Clauses.alias(words, close + 1);
            if (alias >= 0 && !words.is(alias + 1, "(")) {
                edits.after(alias, names(words, index + 1));
            }
        } else if (words.is(open - 1, "as") && words.isName(open - 2) && isCommonTable(words, open - 2)) {
            edits.after(open - 2, names(words, index + 1));
        }
    }

    private static boolean isCommonTable(Words words, int name) {
        return words.is(name - 1, "with") || words.is(name - 1, "recursive") || words.is(name - 1, ",");
    }

    private static String names(Words words, int open) {
        StringBuilder names = new StringBuilder("(column1");
        int number = 1;
        for (int i = open + 1; i < words.partner(open) && i < words.size(); i = words.after(i)) {
            if (words.is(i, ",")) {
                number++;
                names.append(", column").append(number);
            }
        }
        return names.append(")").toString();
    }
}
