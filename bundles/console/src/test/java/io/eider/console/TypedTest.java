package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.junit.jupiter.api.Test;

class TypedTest {
    @Test
    void findsArgumentsByTheirPosition() {
        Typed typed = Typed.of(new Line(4, "eider:table-show", "--json", "p1", "b1", ""))
                .orElseThrow();
        assertThat(typed.value("--project", 0)).contains("p1");
        assertThat(typed.value("--bucket", 1)).contains("b1");
        assertThat(typed.value("--table", 2)).isEmpty();
    }

    @Test
    void findsOptionsByTheirName() {
        Typed typed = Typed.of(new Line(6, "eider:import", "--bucket", "b1", "--project", "p1", "--table", ""))
                .orElseThrow();
        assertThat(typed.value("--project", 0)).contains("p1");
        assertThat(typed.value("--bucket", 1)).contains("b1");
        assertThat(typed.value("--table", 2)).isEmpty();
    }

    @Test
    void seesNothingBehindTheCursor() {
        assertThat(Typed.of(new Line(1, "eider:table-show", "p1", "b1"))
                        .orElseThrow()
                        .value("--project", 0))
                .isEmpty();
    }

    @Test
    void knowsNothingOfASingleWord() {
        assertThat(Typed.of(new ArgumentCommandLine("p1", 2))).isEmpty();
    }

    private record Line(int getCursorArgumentIndex, String... getArguments) implements CommandLine {
        @Override
        public String getCursorArgument() {
            return getArguments[getCursorArgumentIndex];
        }

        @Override
        public int getArgumentPosition() {
            return 0;
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", getArguments);
        }
    }
}
