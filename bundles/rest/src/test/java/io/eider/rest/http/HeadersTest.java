package io.eider.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void singleRangesAreCutToTheFile() {
        assertThat(ByteRange.of("bytes=0-9", 100)).hasValue(new ByteRange(0, 9));
        assertThat(ByteRange.of("bytes=90-", 100)).hasValue(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=90-1000", 100)).hasValue(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-10", 100)).hasValue(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-1000", 100)).hasValue(new ByteRange(0, 99));
    }

    @Test
    void rangesThatAreNotUnderstoodMeanTheWholeFile() {
        for (String header : new String[] {
            null,
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-4",
            "bytes=a-b",
            "lines=1-2",
            "bytes=0-1,5-6",
            "bytes=99999999999999999999-"
        }) {
            assertThat(ByteRange.of(header, 100)).as(header).isEmpty();
        }
    }

    @Test
    void rangesOutsideTheFileCannotBeSatisfied() {
        assertThat(ByteRange.of("bytes=100-", 100).orElseThrow().isUnsatisfiable())
                .isTrue();
        assertThat(ByteRange.of("bytes=-0", 100).orElseThrow().isUnsatisfiable())
                .isTrue();
        assertThat(ByteRange.of("bytes=0-0", 0).orElseThrow().isUnsatisfiable()).isTrue();
    }

    @Test
    void plainNamesAreQuoted() {
        assertThat(ContentDisposition.attachment("a b.csv")).isEqualTo("attachment; filename=\"a b.csv\"");
    }

    @Test
    void otherNamesAreEncodedAndEndNothing() {
        assertThat(ContentDisposition.attachment("\u010d\"\r\nX: y.csv"))
                .isEqualTo("attachment; filename=\"____X: y.csv\"; filename*=UTF-8''%C4%8D%22%0D%0AX%3A%20y.csv");
        assertThat(ContentDisposition.attachment("\ud83e\udd86.csv"))
                .isEqualTo("attachment; filename=\"_.csv\"; filename*=UTF-8''%F0%9F%A6%86.csv");
    }

    @Test
    void parametersAreFoundOutsideOfQuotesOnly() {
        String header = "form-data; filename=\"a;name=\\\"x\\\"\"; NAME = \"file\"; b=token";
        assertThat(HeaderParameters.of(header, "name")).hasValue("file");
        assertThat(HeaderParameters.of(header, "filename")).hasValue("a;name=\"x\"");
        assertThat(HeaderParameters.of(header, "b")).hasValue("token");
        assertThat(HeaderParameters.of(header, "none")).isEmpty();
    }
}
