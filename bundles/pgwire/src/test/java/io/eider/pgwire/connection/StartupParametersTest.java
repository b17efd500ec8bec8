package io.eider.pgwire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.pgwire.WireClient;
import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupParametersTest {
    @Test
    void readsParametersAndExtensions() {
        FirstPacket.Startup startup = StartupParameters.read(
                2, Unpooled.wrappedBuffer(WireClient.startupBody("user", "ä", "_pq_.x", "1", "DateStyle", "ISO")));
        assertThat(startup.parameters()).isEqualTo(Map.of("user", "ä", "DateStyle", "ISO"));
        assertThat(startup.extensions()).containsExactly("_pq_.x");
        assertThat(startup.isNegotiated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user", "user\0", "user\0me", "user\0me\0", "user\0me\0\0x"})
    void brokenLayoutIsRefused(String body) {
        assertThatThrownBy(() -> StartupParameters.read(0, Unpooled.wrappedBuffer(body.getBytes())))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("invalid startup packet layout");
    }

    @Test
    void optionsAreSettingsAndParametersWinOverThem() {
        String options = " -c geqo=off -cwork_mem=1MB  --statement-timeout=5s -c a=b\\ c\\\\d -c DateStyle=German";
        assertThat(StartupParameters.settings(Map.of("options", options, "DateStyle", "ISO", "user", "me")))
                .isEqualTo(Map.of(
                        "geqo",
                        "off",
                        "work_mem",
                        "1MB",
                        "statement_timeout",
                        "5s",
                        "a",
                        "b c\\d",
                        "datestyle",
                        "ISO",
                        "options",
                        options,
                        "user",
                        "me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c", "-c geqo", "-c =1", "--geqo", "-B 5", "geqo=off", "-"})
    void unknownOptionIsRefused(String options) {
        assertThatThrownBy(() -> StartupParameters.settings(Map.of("options", options)))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.fields().sqlState()).isEqualTo("42601"));
    }
}
