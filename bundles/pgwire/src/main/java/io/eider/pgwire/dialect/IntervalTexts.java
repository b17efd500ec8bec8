package io.eider.pgwire.dialect;

/** {@code INTERVAL '10:20' MINUTE TO SECOND}: the fields behind the text, the precision before it. */
final class IntervalTexts implements Repair {
    @Override
    public void at(Words words, int index, Edits edits) {
        int text = words.is(index + 1, "(") ? words.partner(index + 1) + 1 : index + 1;
        if (!words.kind(text).isText()) {
            return;
        }
        String value = Literals.value(words, text).orElse("");
        int end = fieldsEnd(words, text + 1);
        String field = words.word(words.is(end - 1, ")") ? words.partner(end - 1) - 1 : end - 1);
        boolean isRange = end - text > 2;
        String plain = Intervals.plain(words, text, value, end > text + 1 ? field : "");
        if (isRange || text > index + 1 || end == text + 1) {
            edits.drop(index + 1, text);
            edits.drop(text + 1, end);
            if (isRange || !plain.equals(value)) {
                edits.replace(text, Literals.quoted(plain));
            }
        }
    }

    private static int fieldsEnd(Words words, int at) {
        TypeName fields = TypeName.read(words, at);
        if (!isField(words.word(at))) {
            return at;
        }
        if (words.is(at + 1, "to") && isField(words.word(at + 2))) {
            boolean isPrecise = words.is(at + 3, "(") && words.is(at + 2, "second");
            return isPrecise ? Math.min(words.partner(at + 3) + 1, words.size()) : at + 3;
        }
        return fields.modifier() == at + 1 && words.is(at, "second") ? fields.end() : at + 1;
    }

    private static boolean isField(String word) {
        return switch (word) {
            case "year", "month", "day", "hour", "minute", "second" -> true;
            default -> false;
        };
    }
}
