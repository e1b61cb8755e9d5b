// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of an application with the console, by its users and by others, beside the browser. */
record ConsoleRequests(URI application) {
    static final String PASSWORD = "open-sesame";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]+)\"");
    private static final String CLEAR = "{\"cache\":\"posts\",\"by\":\"all\"}";

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(application.resolve("api/" + path));
    }

    private HttpRequest.Builder as(String user, String path) {
        String login = Base64.getEncoder().encodeToString((user + ':' + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return request(path).header("Authorization", "Basic " + login);
    }

    private HttpRequest.Builder change(String user, String origin, String token)
            throws IOException, InterruptedException {
        return as(user, "cachex/invalidate")
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .header("Cookie", "cachex-console=" + token)
                .POST(BodyPublishers.ofString(CLEAR));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns the answer of the shop for {@code id}. */
    String post(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("posts?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Returns how often the source of the shop was asked. */
    int loads() throws IOException, InterruptedException {
        return Integer.parseInt(send(request("posts/loads")).body());
    }

    /** Has a cache of that name. */
    void open(String cache) throws IOException, InterruptedException {
        send(request("posts/caches?name=" + URLEncoder.encode(cache, StandardCharsets.UTF_8))
                .POST(BodyPublishers.noBody()));
    }

    /** Asserts that the console's own filter refuses who is nobody, or of another role, or not the page. */
    void areRefusedToStrangers() throws IOException, InterruptedException {
        for (String path :
                new String[] {"cachex", "cachex/console.js", "cachex/session", "cachex/nodes", "cachex/settings"}) {
            HttpResponse<String> nobody = send(request(path));
            assertThat(nobody.statusCode()).as(path).isEqualTo(401);
            assertThat(nobody.body()).startsWith("nobody is logged in");
            HttpResponse<String> user = send(as("bob", path));
            assertThat(user.statusCode()).as(path).isEqualTo(403);
            assertThat(user.body()).contains("cachex-admin");
        }
        assertThat(send(request("cachex/index.html")).statusCode()).isEqualTo(401);
        assertThat(send(as("bob", "cachex/index.html")).statusCode()).isEqualTo(403);
    }

    /** Asserts that changes are refused without login, role, token or from a foreign origin, and made with them. */
    void areRefusedWithoutTokenAndOrigin() throws IOException, InterruptedException {
        HttpResponse<String> session = send(as("alice", "cachex/session"));
        Matcher token = TOKEN.matcher(session.body());
        assertThat(token.find()).as(session.body()).isTrue();
        String own = application.getScheme() + "://" + application.getAuthority();
        String first = post("refusals");

        assertThat(status(change("alice", own, token.group(1)))).isEqualTo(403);
        assertThat(status(with(token.group(1), change("alice", "https://evil.example", token.group(1)))))
                .isEqualTo(403);
        assertThat(status(with(
                        token.group(1), change("alice", own, token.group(1)).header("Sec-Fetch-Site", "cross-site"))))
                .isEqualTo(403);
        assertThat(status(with("0".repeat(32), change("alice", own, token.group(1)))))
                .isEqualTo(403);
        assertThat(status(with(token.group(1), change("bob", own, token.group(1)))))
                .isEqualTo(403);
        assertThat(status(with(token.group(1), change("nobody", own, token.group(1)))))
                .isEqualTo(401);
        assertThat(post("refusals")).as("nothing was invalidated").isEqualTo(first);

        assertThat(status(with(token.group(1), change("alice", own, token.group(1)))))
                .isEqualTo(200);
        assertThat(post("refusals")).isNotEqualTo(first);
    }

    private static HttpRequest.Builder with(String token, HttpRequest.Builder change) {
        return change.header("X-Cachex-Token", token);
    }

    private static int status(HttpRequest.Builder change) throws IOException, InterruptedException {
        return send(change).statusCode();
    }
}
