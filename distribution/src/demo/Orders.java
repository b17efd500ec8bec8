import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Prints the orders of an invented shop, the same at every run:
 * {@code java distribution/src/demo/Orders.java > distribution/src/main/resources/demo/orders.csv}.
 */
final class Orders {
    private static final int ROWS = 12_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String[] FIRST = {
        "Anna", "Björn", "Carla", "David", "Elif", "Frode", "Greta", "Hanna", "Ivan", "Jürgen", "Katrin", "Lukáš",
        "Marta", "Niels", "Olga", "Petra", "Quentin", "Renée", "Søren", "Tereza", "Urs", "Věra", "Wim", "Xenia", "Zoë"
    };
    private static final String[] LAST = {
        "Andersen", "Bakker", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Hansen", "Ivanova", "Jansen",
        "Kowalski", "Lindqvist", "Meyer", "Novák", "O'Brien", "Pérez", "Rossi", "Schmidt", "Svoboda", "van den Berg"
    };
    private static final String[] COUNTRIES = {"DE", "DE", "DE", "FR", "FR", "NL", "NL", "CZ", "DK", "SE", "NO", "ES", "IT", "PL"};
    private static final String[][] PRODUCTS = {
        {"Down duvet 135x200", "149.90"}, {"Down duvet 200x200", "219.00"}, {"Feather pillow", "39.95"},
        {"Neck pillow, firm", "44.50"}, {"Cotton sheet", "29.90"}, {"Linen sheet", "79.00"}, {"Wool blanket", "99.00"},
        {"Bath towel", "14.95"}, {"Bath towel, set of 4", "49.95"}, {"Sleeping mask", "9.90"}, {"Lamp \"Fjord\"", "64.00"},
        {"Mattress 90x200", "349.00"}, {"Mattress topper", "129.00"}, {"Children's quilt", "59.90"}
    };
    private static final String[] NOTES = {
        "", "", "", "", "", "", "", "leave at the door", "gift, please wrap", "call before delivery",
        "second floor, bell \"Meyer\"", "deliver after 5 pm, not on Mondays", "invoice to the company", "\"urgent\""
    };

    private Orders() {}

    public static void main(String[] args) {
        Random random = new Random(20_250_101);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print("id,customer,country,product,quantity,unit_price,ordered_at,note\n");
        LocalDateTime time = LocalDateTime.of(2025, 1, 1, 6, 0);
        for (int id = 1; id <= ROWS; id++) {
            String[] product = pick(PRODUCTS, random);
            time = time.plusSeconds(60 + random.nextInt(5_000));
            out.print(String.join(
                    ",",
                    Integer.toString(id),
                    quoted(pick(FIRST, random) + " " + pick(LAST, random)),
                    pick(COUNTRIES, random),
                    quoted(product[0]),
                    Integer.toString(1 + (int) Math.floor(Math.abs(random.nextGaussian()) * 1.5)),
                    price(product[1], random),
                    TIME.format(time),
                    quoted(pick(NOTES, random))));
            out.print('\n');
        }
        out.flush();
    }

    private static <T> T pick(T[] from, Random random) {
        return from[random.nextInt(from.length)];
    }

    /** Now and then there is a sale. */
    private static String price(String list, Random random) {
        double factor = random.nextInt(8) == 0 ? 0.8 : 1.0;
        return String.format(Locale.ROOT, "%.2f", Double.parseDouble(list) * factor);
    }

    private static String quoted(String text) {
        return text.matches(".*[\",].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
