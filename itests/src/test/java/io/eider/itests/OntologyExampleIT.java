package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.ClientProgram.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/ontology.md, typed as it stands there, says what the page says. */
@EnabledIf("toolsAreInstalled")
class OntologyExampleIT {
    private static final Path PAGE = Path.of("../docs/ontology.md");
    private static final Pattern FILE = Pattern.compile("`([a-z0-9-]+\\.json)`:\\n```\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("(?<=\\n)```\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    static boolean toolsAreInstalled() {
        return ClientProgram.works("jq", "--version") && ClientProgram.works("curl", "--version");
    }

    private static String part(String page, String from, String to) {
        return page.substring(page.indexOf(from), page.indexOf(to));
    }

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    @Test
    void pageSaysWhatHappens() throws Exception {
        String page = Files.readString(PAGE);
        try (EiderProcess eider = EiderProcess.configure().start()) {
            List<String> answers = type(part(page, "## An example", "## Rows that break"), eider);
            String plan = answers.get(3);
            assertThat(plan)
                    .contains("\"id\":1,", "\"class\":\"destructive\"")
                    .contains("1 row holds a value that the new type cannot hold, such as \\\"a lot\\\"");
            part(page, "| class | text | failing_rows |", "Each has the statements")
                    .lines()
                    .skip(2)
                    .filter(line -> line.startsWith("|"))
                    .map(line -> line.split(" *\\| *"))
                    .forEach(row -> assertThat(plan)
                            .contains("\"text\":\"" + row[2] + "\",\"class\":\"" + row[1] + "\"")
                            .contains("\"failing_rows\":" + row[3]));
            assertThat(answers.get(4))
                    .contains("\"status\":\"approved\"", "\"status\":\"applied\"", "\"has_drift\":false")
                    .contains("\"full_name\":\"Bob\",\"balance\":null,\"country\":\"de\"");
            assertThat(answers.get(5)).contains("\"status\":\"rolled_back\"");
            console(
                    blocks(page.substring(page.indexOf("## The same at the console")))
                            .get(0),
                    eider);
        }
    }

    /** What each of the blocks of commands prints. */
    private List<String> type(String example, EiderProcess eider) throws IOException {
        Matcher file = FILE.matcher(example);
        List<String> files = new ArrayList<>();
        while (file.find()) {
            files.add(file.group(2));
            Files.writeString(directory.resolve(file.group(1)), file.group(2));
        }
        assertThat(files).hasSize(2);
        StringBuilder script = new StringBuilder("set -eu\n");
        for (String block : blocks(example)) {
            if (!files.contains(block)) {
                script.append(block).append("echo =====\n");
            }
        }
        String typed = script.toString()
                .replace("http://localhost:8000", eider.base().toString())
                .replace("change-me-please", eider.adminKey());
        Output printed = ClientProgram.run(
                List.of("bash", "-c", "cd \"$0\"; exec 2>&1; bash -s", directory.toString()), Map.of(), typed);
        List<String> answers = List.of(printed.text().split("=====\n"));
        assertThat(answers).as(printed.text()).hasSize(6).noneMatch(answer -> answer.contains("\"error\":\""));
        return answers;
    }

    private static void console(String commands, EiderProcess eider) throws Exception {
        try (Console console = new Console(eider)) {
            for (String command : commands.lines().toList()) {
                String quiet = command.replaceFirst("-(approve|rollback|unbind) ", "-$1 --force ");
                console.run(quiet).succeeded();
            }
        }
    }
}
