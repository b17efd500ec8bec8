package io.eider.pgwire.dialect;

/** Where an operand begins that is tied to what follows it more closely than any operator. */
final class Operands {
    private Operands() {}

    /** The first token of what {@code ::} at this index casts. */
    static int start(Words words, int cast) {
        int at = cast - 1;
        while (true) {
            at = primary(words, at);
            if (words.is(at - 1, ".") && at >= 2) {
                at -= 2;
            } else if (words.is(at - 1, "::") && at >= 2) {
                at -= 2;
            } else {
                return Math.max(at, 0);
            }
        }
    }

    /** The first token of a constant, name, call, list or group that ends at this one. */
    private static int primary(Words words, int last) {
        int at = last;
        while (words.is(at, "]") && words.partner(at) > 0) {
            at = words.partner(at) - 1;
            if (words.is(at, "array") || !words.endsOperand(at)) {
                return words.is(at, "array") ? at : at + 1;
            }
        }
        if (words.is(at, ")") && words.partner(at) >= 0) {
            int open = words.partner(at);
            boolean isCall = words.isName(open - 1) && words.endsOperand(open - 1) || words.is(open - 1, "array");
            return isCall ? open - 1 : open;
        }
        boolean isTyped = words.kind(at).isText() && words.isName(at - 1) && words.endsOperand(at - 1);
        return isTyped ? at - 1 : at;
    }
}
