package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The endpoints of the reference service, answer by answer (ontology contract, section 2), over the packaged schema. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReferenceServiceIT {
    private static final String PROJECT = "reference";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final Map<String, Object> WINDFARM = Map.of(
            "project_name", "Wind",
            "total_amount", 10.5,
            "maturity_years", 3,
            "expected_tri", 1.2,
            "dscr", 1.1);

    private static EiderProcess eider;
    private static EiderClient mine;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure()
                .with("ONTO_PROJECT", PROJECT)
                .with("USE_MOCK_ONTO_SERVER", "true")
                .start();
        mine = eider.admin().createProject(PROJECT);
    }

    @AfterAll
    static void stop() {
        if (eider != null) {
            eider.close();
        }
    }

    private static Map<String, Object> with(Object... changes) {
        Map<String, Object> body = new HashMap<>(WINDFARM);
        for (int i = 0; i < changes.length; i += 2) {
            body.put((String) changes[i], changes[i + 1]);
        }
        return body;
    }

    private static String create(Map<String, Object> body) {
        Reply reply = mine.post("/ops/projects", body).expect(200);
        assertThat(reply.text())
                .matches("\\{\"message\":\"Project created successfully\",\"project_id\":\"" + UUID + "\"}");
        assertThat(reply.headers().firstValue("X-Ontology-Source")).contains("packaged");
        return reply.json().path("project_id").asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    @Order(1)
    void tableIsMadeOfTheSchema() {
        assertThat(mine.get("/ops/projects").expect(200).text()).isEqualTo("[]");
        assertThat(mine.get("/admin/tables").expect(200).text()).isEqualTo("{\"tables\":[]}");
        assertThat(mine.post("/admin/tables", Map.of()).expect(200).text())
                .isEqualTo("{\"message\":\"Table projects created successfully\"}");
        assertThat(mine.post("/ops/initialize", Map.of()).expect(200).text())
                .isEqualTo("{\"message\":\"Database initialized successfully\"}");
        assertThat(mine.get("/admin/tables").expect(200).text()).isEqualTo("{\"tables\":[\"projects\"]}");
    }

    @Test
    @Order(2)
    void rowIsGivenBackAsItIsStored() {
        String id = create(with("currency_code", "EUR"));
        Reply one = mine.get("/ops/projects/" + id).expect(200);
        assertThat(names(one.json()))
                .containsExactly(
                        "project_id",
                        "project_name",
                        "description",
                        "total_amount",
                        "maturity_years",
                        "expected_tri",
                        "dscr",
                        "status",
                        "creation_date",
                        "last_updated",
                        "currency_code");
        assertThat(one.text())
                .matches(
                        "\\{\"project_id\":\"" + id + "\",\"project_name\":\"Wind\",\"description\":null,"
                                + "\"total_amount\":10\\.50,\"maturity_years\":3,\"expected_tri\":1\\.20,\"dscr\":1\\.10,"
                                + "\"status\":\"PROPOSED\",\"creation_date\":\"\\d{4}-\\d\\d-\\d\\d\","
                                + "\"last_updated\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?\",\"currency_code\":\"EUR\"}");
        assertThat(mine.get("/ops/projects").expect(200).text()).isEqualTo("[" + one.text() + "]");
    }

    @Test
    @Order(3)
    void decimalsLoseNothingAndDefaultsAreThoseOfTheReference() {
        String id = create(with("total_amount", new java.math.BigDecimal("123456789012345678.91"), "status", "ACTIVE"));
        assertThat(mine.get("/ops/projects/" + id).expect(200).text())
                .contains("\"total_amount\":123456789012345678.91,", "\"status\":\"ACTIVE\"")
                .contains("\"currency_code\":\"USD\"");
        assertThat(mine.get("/ops/projects").expect(200).json()).hasSize(2);
        assertThat(mine.get("/ops/projects?limit=1&offset=1").expect(200).json())
                .hasSize(1);
    }

    @Test
    @Order(4)
    void wrongRowsAreTold() {
        Map<String, Object> missing = with();
        missing.remove("dscr");
        assertThat(mine.post("/ops/projects", missing).expect(400).text())
                .isEqualTo("{\"detail\":\"Missing required field: dscr\"}");
        JsonNode status = mine.post("/ops/projects", with("status", "DREAMT"))
                .expect(422)
                .json()
                .path("detail")
                .path(0);
        assertThat(names(status)).containsExactly("type", "loc", "msg", "input", "ctx");
        assertThat(status.path("loc").toString()).isEqualTo("[\"body\",\"status\"]");
        assertThat(status.path("msg").asText()).isEqualTo("Input should be 'PROPOSED', 'ACTIVE' or 'COMPLETED'");
        assertThat(status.path("input").asText()).isEqualTo("DREAMT");
        assertThat(mine.post("/ops/projects", with("dscr", 12345))
                        .expect(400)
                        .json()
                        .path("detail")
                        .asText())
                .contains("dscr");
        assertThat(mine.post("/ops/projects", List.of()).status()).isEqualTo(422);
        assertThat(mine.get("/ops/projects").expect(200).json()).hasSize(2);
    }

    @Test
    @Order(5)
    void whatIsNotThereIsNotFound() {
        for (String id : List.of("nope", "00000000-0000-4000-8000-000000000000", "%27%20OR%201=1--")) {
            assertThat(mine.get("/ops/projects/" + id).expect(404).text())
                    .isEqualTo("{\"detail\":\"Project not found\"}");
        }
        assertThat(mine.get("/ops/nothing").expect(404).text()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(mine.put("/admin/tables/nope", Map.of("a", "INTEGER")).status())
                .isEqualTo(404);
        assertThat(mine.delete("/admin/tables/nope").status()).isEqualTo(404);
    }

    @Test
    @Order(6)
    void tableIsChangedAndDropped() {
        assertThat(mine.put("/admin/tables/projects", Map.of("extra", "INTEGER", "maturity_years", "BIGINT"))
                        .expect(200)
                        .text())
                .isEqualTo("{\"message\":\"Table projects updated successfully\"}");
        assertThat(mine.get("/ops/projects").expect(200).json().get(0).has("extra"))
                .isTrue();
        assertThat(mine.put("/admin/tables/projects", Map.of("extra", 5)).status())
                .isEqualTo(422);
        assertThat(mine.put("/admin/tables/projects", Map.of("more", "INTEGER); DROP TABLE x; --"))
                        .status())
                .isEqualTo(400);
        String counted = mine.get("/monitoring/metrics").expect(200).text();
        assertThat(counted)
                .contains("duckdb_table_creations_total{status=\"success\"}")
                .contains("duckdb_table_creations_total{status=\"updated\"}");
        assertThat(mine.delete("/admin/tables/projects").expect(200).text())
                .isEqualTo("{\"message\":\"Table projects deleted successfully\"}");
        assertThat(mine.delete("/admin/tables/projects").status()).isEqualTo(404);
        assertThat(mine.get("/admin/tables").expect(200).text()).isEqualTo("{\"tables\":[]}");
        create(WINDFARM); // makes it again
        assertThat(mine.get("/ops/projects").expect(200).json()).hasSize(1);
    }

    @Test
    @Order(7)
    void logAndMonitoringAnswerAsTheReferenceDoes() {
        EiderClient admin = eider.admin();
        assertThat(admin.get("/admin/logging/level").expect(200).text()).isEqualTo("{\"current_level\":\"INFO\"}");
        assertThat(admin.post("/admin/logging/level", Map.of("level", "DEBUG"))
                        .expect(200)
                        .text())
                .isEqualTo("{\"message\":\"Logging level set to DEBUG\"}");
        assertThat(admin.get("/admin/logging/level").expect(200).text()).isEqualTo("{\"current_level\":\"DEBUG\"}");
        admin.post("/admin/logging/level", Map.of("level", "INFO")).expect(200);
        assertThat(admin.post("/admin/logging/level", Map.of("level", "LOUD")).status())
                .isEqualTo(422);
        JsonNode health = mine.get("/monitoring/health").expect(200).json();
        assertThat(names(health)).containsExactly("status", "version");
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        Reply metrics = mine.get("/monitoring/metrics").expect(200);
        assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(metrics.text()).contains("duckdb_table_creations_total", "process_");
        JsonNode system = mine.get("/monitoring/metrics/system").expect(200).json();
        assertThat(names(system)).containsExactly("cpu", "memory", "disk");
        system.forEach(percent -> assertThat(percent.isNumber() && percent.asDouble() >= 0 && percent.asDouble() <= 100)
                .as(system.toString())
                .isTrue());
    }

    @Test
    @Order(8)
    void aKeyIsAskedFor() {
        EiderClient other = eider.admin().createProject("elsewhere");
        for (String path : List.of("/ops/projects", "/admin/tables")) {
            Reply foreign = other.get(path).expect(403);
            assertThat(names(foreign.json())).containsExactly("detail");
            assertThat(foreign.json().path("detail").isTextual()).isTrue();
            assertThat(mine.withKey("none").get(path).status()).isIn(401, 403);
            assertThat(eider.admin().get(path).status()).isEqualTo(200);
        }
        assertThat(mine.get("/admin/logging/level").status()).isEqualTo(401);
    }
}
