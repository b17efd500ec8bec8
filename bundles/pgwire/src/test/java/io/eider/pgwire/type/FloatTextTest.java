package io.eider.pgwire.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatTextTest {
    private final FloatText texts = new FloatText();
    private final RowBuffer out = new RowBuffer(32);

    private String text(double value) {
        out.clear();
        texts.put(out, value);
        return out.text();
    }

    private String text(float value) {
        out.clear();
        texts.put(out, value);
        return out.text();
    }

    @Test
    void everyDoubleReadsBackAndNoShorterTextDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            double value = someDouble(random, i);
            if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
                continue;
            }
            String text = text(value);
            assertThat(Double.parseDouble(text)).as("seed %d", seed).isEqualTo(value);
            BigDecimal exact = new BigDecimal(value);
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                if (digits > 1) {
                    BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
                    boolean isBound = isMiddle(shorter, exact, Math.nextUp(value))
                            || isMiddle(shorter, exact, Math.nextDown(value));
                    assertThat(isBound || shorter.doubleValue() != value)
                            .as("seed %d, %s", seed, text)
                            .isTrue();
                }
            }
            BigDecimal distance = new BigDecimal(text).subtract(exact).abs();
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            boolean isNearest = nearest.subtract(exact).abs().compareTo(distance) == 0;
            assertThat(isNearest || nearest.doubleValue() != value)
                    .as("seed %d, %s", seed, text)
                    .isTrue();
        }
    }

    /** PostgreSQL does not write a number that lies as near to the next float, though it would read back. */
    private static boolean isMiddle(BigDecimal number, BigDecimal value, double next) {
        return !Double.isInfinite(next) && number.add(number).compareTo(value.add(new BigDecimal(next))) == 0;
    }

    private static double someDouble(Random random, int i) {
        return switch (i % 5) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000_000) / 100.0;
            case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(20) - 8);
            case 3 -> Math.scalb(1.0, random.nextInt(2_098) - 1_074);
            default -> (double) random.nextLong() / (1 << random.nextInt(30));
        };
    }

    @Test
    void everyFloatReadsBackAndNoShorterTextDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
                continue;
            }
            String text = text(value);
            assertThat(Float.parseFloat(text)).as("seed %d", seed).isEqualTo(value);
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                if (digits > 1) {
                    BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1, mode));
                    BigDecimal exact = new BigDecimal(value);
                    boolean isBound = isMiddle(shorter, exact, Math.nextUp(value))
                            || isMiddle(shorter, exact, Math.nextDown(value));
                    assertThat(isBound || Float.parseFloat(shorter.toString()) != value)
                            .as("seed %d, %s", seed, text)
                            .isTrue();
                }
            }
        }
    }
}
