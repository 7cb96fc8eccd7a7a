/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overread.kit.Http;
import org.overread.kit.Stack;

/** Each operation by each role from each place, as {@code access/matrix.txt} says. */
class AccessMatrixIT {
    /** {@code {"alg":"RS256"}}, a subject, and an instant of 2001 as its end; the signature is none. */
    private static final String EXPIRED =
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvd24tcmFkaW9sb2dpc3QiLCJleHAiOjEwMDAwMDAwMDB9.c2lnbmF0dXJl";

    private static Stack stack;
    private static MatrixFixture fixture;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> wrong = new ArrayList<>();
    private int cells;
    private int refused;

    @BeforeAll
    static void one_of_each() throws IOException {
        stack = Stack.shared();
        fixture = new MatrixFixture(stack);
    }

    @AfterAll
    static void close() throws IOException {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void each_operation_of_the_description_has_its_row_and_no_other_has() {
        Set<String> described =
                Routes.all().stream().map(MatrixRow::shape).collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows =
                MatrixRow.read().stream().map(MatrixRow::shape).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(described);
    }

    @Test
    void everybody_is_answered_as_the_table_says() {
        for (MatrixRow row : MatrixRow.read()) {
            String path = fixture.path(row);
            withoutLogIn(row, path);
            callers(row, true).forEach((user, cell) -> ask(row, user, cell));
            boolean[] succeeded = {false};
            callers(row, false).forEach((user, cell) -> succeeded[0] |= ask(row, user, cell));
            if (succeeded[0] != row.noSuccess().isEmpty()) {
                wrong.add(row.operation() + (succeeded[0] ? ": somebody succeeds" : ": nobody succeeds"));
            }
        }
        System.out.println("AccessMatrixIT: " + cells + " cells, " + refused + " of them refused, "
                + MatrixRow.read().stream()
                        .filter(row -> row.noSuccess().isEmpty())
                        .count() + " of "
                + MatrixRow.read().size() + " operations with a twin that is answered 2xx");
        assertThat(wrong).isEmpty();
    }

    /** Who is answered so, radiologists first: an act may take the case out of their sight. */
    private static Map<String, String> callers(MatrixRow row, boolean refused) {
        Map<String, String> callers = new java.util.LinkedHashMap<>();
        List<String> order = new ArrayList<>(MatrixRow.ROLES);
        order.remove("radiologist");
        order.add(0, "radiologist");
        for (String role : order) {
            for (int place = 0; place < MatrixRow.PLACES.size(); place++) {
                String cell = row.cells().get(MatrixRow.ROLES.indexOf(role)).get(place);
                if (MatrixRow.refuses(cell) == refused) {
                    callers.put(MatrixRow.PLACES.get(place) + "-" + role, cell);
                }
            }
        }
        return callers;
    }

    private void withoutLogIn(MatrixRow row, String path) {
        for (String credentials : new String[] {"", basic("nobody", "wrong"), "Bearer " + EXPIRED}) {
            int status = call(row, path, credentials, "\"0\"").status();
            boolean open = row.isOpen() && !credentials.startsWith("Basic");
            cells++;
            if (open ? status == 401 : status != 401) {
                // a wrong password is refused even where none is needed, or is not looked at
                if (!row.isOpen()) {
                    wrong.add(row.operation() + " without a log-in: " + status);
                }
            }
        }
    }

    /** @return whether it succeeded */
    private boolean ask(MatrixRow row, String user, String cell) {
        String path = fixture.path(row);
        boolean change = !row.operation().startsWith("GET");
        Answer answer = call(row, path, basic(user, user), change ? fixture.version(path) : "");
        cells++;
        if (MatrixRow.refuses(cell)) {
            refused++;
        }
        if (!MatrixRow.fits(cell, answer.status())) {
            wrong.add(row.operation() + " by " + user + ": " + answer.status() + " and not " + cell);
        }
        if (answer.status() / 100 != 2) {
            return false;
        }
        if (answer.reply() != null && change) {
            fixture.learn(row, answer.reply());
        }
        return true;
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Answer call(MatrixRow row, String path, String credentials, String version) {
        String verb = Routes.verb(row.operation());
        if (path.equals("/overread/api/events")) {
            return new Answer(head(path, credentials), null);
        }
        Http http = stack.http().header("X-Requested-With", "test");
        if (!credentials.isEmpty()) {
            http = http.header("Authorization", credentials);
        }
        if (!version.isEmpty()) {
            http = http.header("If-Match", version);
        }
        String type = row.body().equals("configuration") ? "application/yaml" : "application/json";
        Http.Reply reply = http.send(
                verb,
                path,
                verb.equals("GET") ? null : type,
                verb.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(fixture.body(row.body())));
        return new Answer(reply.status(), reply);
    }

    /** The status of a stream that never ends. */
    private int head(String path, String credentials) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(stack.http().base() + path));
            if (!credentials.isEmpty()) {
                request.header("Authorization", credentials);
            }
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int status, Http.Reply reply) {}
}
