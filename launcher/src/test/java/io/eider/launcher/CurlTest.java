package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurlTest {
    private static final Map<String, String> VARIABLES =
            Map.of("EIDER", "http://127.0.0.1:8000", "PROJECT_KEY", "secret", "FILE_ID", "f1");

    @Test
    void lineNamesKeysAsVariablesOfTheShell() {
        assertThat(Curl.get("/projects/p?limit=3", "PROJECT_KEY").line())
                .isEqualTo("curl -sS -H \"Authorization: Bearer $PROJECT_KEY\" \"$EIDER/projects/p?limit=3\"");
    }

    @Test
    void variablesInsideABodyLeaveTheSingleQuotes() {
        assertThat(Curl.post("/x", "PROJECT_KEY", "{\"file_id\":\"$FILE_ID\"}").line())
                .contains("-d '{\"file_id\":\"'\"$FILE_ID\"'\"}'");
    }

    @Test
    void uploadIsAForm() {
        assertThat(Curl.upload("/x", "PROJECT_KEY", Path.of("/tmp/a.csv")).line())
                .contains("-F 'file=@/tmp/a.csv'");
    }

    @Test
    void requestHasTheValues() throws IOException {
        HttpRequest request =
                Curl.get("/files/$FILE_ID/download", "PROJECT_KEY").request(VARIABLES);
        assertThat(request.uri()).hasToString("http://127.0.0.1:8000/files/f1/download");
        assertThat(request.headers().firstValue("Authorization")).hasValue("Bearer secret");
    }
}
