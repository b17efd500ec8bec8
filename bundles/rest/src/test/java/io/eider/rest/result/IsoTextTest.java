package io.eider.rest.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoTextTest {
    private final IsoText iso = new IsoText();

    @Test
    void everyDayOfFourDigitYearsIsWrittenAsJavaTimeDoes() {
        for (long day = LocalDate.of(-1, 1, 1).toEpochDay(); day <= 2_933_000; day++) {
            iso.date(day);
            assertThat(text()).isEqualTo(LocalDate.ofEpochDay(day).toString());
        }
    }

    @Test
    void timestampsHaveSixDigitsOfTheSecondOrNone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        DateTimeFormatter withMicros = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
        DateTimeFormatter plain = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
        for (int i = 0; i < 200_000; i++) {
            long second = -62_000_000_000L + (long) (random.nextDouble() * 315_000_000_000L);
            int micro = i % 3 == 0 ? 0 : random.nextInt(1_000_000);
            iso.timestamp(second * 1_000_000 + micro);
            LocalDateTime expected =
                    LocalDateTime.ofInstant(Instant.ofEpochSecond(second, micro * 1000L), ZoneOffset.UTC);
            assertThat(text()).as("seed %d", seed).isEqualTo((micro == 0 ? plain : withMicros).format(expected));
        }
    }

    @Test
    void whatIsFarOrInfiniteHasATextToo() {
        iso.timestampOfUtc(Long.MAX_VALUE);
        assertThat(text()).isEqualTo("infinity");
        iso.timestampOfUtc(Long.MAX_VALUE - 1);
        assertThat(text()).isEqualTo("+294247-01-10T04:00:54.775806+00:00");
        iso.timestamp(Long.MIN_VALUE + 2);
        assertThat(text()).isEqualTo("-290308-12-21T19:59:05.224194");
        iso.date(-Integer.MAX_VALUE);
        assertThat(text()).isEqualTo("-infinity");
        iso.date(Integer.MAX_VALUE - 1);
        assertThat(text()).isEqualTo("+5881580-07-10");
        iso.timestamp(253_402_300_800_000_000L);
        assertThat(text()).isEqualTo("+10000-01-01T00:00:00");
    }

    private String text() {
        return new String(iso.bytes(), 0, iso.length(), StandardCharsets.US_ASCII);
    }
}
