package io.eider.rest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplayKeyTest {
    private static final byte[] BODY = "{\"api_key\":\"proj_p1_secret\"}".getBytes(UTF_8);

    private final ReplayKey key = new ReplayKey("token", "key");

    @Test
    void nameIsTheHashOfTokenAndKey() {
        // printf 'token\0key' | sha256sum
        assertThat(key.name()).isEqualTo("708a5a6a1cb439115c6e05bbaa27fc136107b0d1ed6d394965ae8f692205c94e");
        assertThat(new ReplayKey("toke", "nkey").name()).isNotEqualTo(key.name());
    }

    @Test
    void sealedAnswerIsReadByItsKeyOnly() {
        byte[] sealed = key.seal(201, BODY);
        assertThat(sealed).hasSize(BODY.length + ReplayKey.OVERHEAD_BYTES);
        assertThat(new ReplayKey("token", "key").open(201, sealed)).isEqualTo(BODY);
        for (ReplayKey other : new ReplayKey[] {new ReplayKey("other", "key"), new ReplayKey("token", "other")}) {
            assertThatThrownBy(() -> other.open(201, sealed)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void sealedAnswerShowsNothingAndIsNeverTheSame() {
        byte[] sealed = key.seal(201, BODY);
        assertThat(new String(sealed, UTF_8)).doesNotContain("api_key").doesNotContain("secret");
        assertThat(key.seal(201, BODY)).isNotEqualTo(sealed);
    }

    @Test
    void changedAnswerIsNotRead() {
        byte[] sealed = key.seal(201, BODY);
        assertThatThrownBy(() -> key.open(200, sealed)).hasMessage("A kept answer is damaged");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> key.open(201, changed)).hasMessage("A kept answer is damaged");
        }
        assertThatThrownBy(() -> key.open(201, new byte[3])).hasMessage("A kept answer is damaged");
    }

    @Test
    void emptyAnswerIsKeptToo() {
        assertThat(key.open(204, key.seal(204, new byte[0]))).isEmpty();
    }
}
