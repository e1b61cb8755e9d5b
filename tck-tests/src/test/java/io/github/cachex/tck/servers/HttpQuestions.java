// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** What a server is asked of answers that say how long they hold. */
final class HttpQuestions {
    private static final int READS = 20;

    private final ApplicationServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> wrong = new ArrayList<>();
    private int right;

    private HttpQuestions(ApplicationServer server) {
        this.server = server;
    }

    static void ask(Card card, String kind, ApplicationServer server) {
        card.check("HTTP caching", () -> {
            HttpQuestions questions = new HttpQuestions(server);
            questions.ask();
            Show.exactly(
                    "http " + kind,
                    questions.wrong.size(),
                    0,
                    "of " + (questions.right + questions.wrong.size()) + " headers and 304s wrong " + questions.wrong);
        });
    }

    private void ask() throws IOException, InterruptedException {
        for (int i = 0; i < READS; i++) {
            String path = "http/" + i;
            HttpResponse<String> first = get(path);
            check(path + " status", first.statusCode() == 200 && first.body().equals("page " + i));
            check(path + " age " + header(first, "Cache-Control"), isAge(header(first, "Cache-Control")));
            check(path + " keys", header(first, "Surrogate-Key").matches("c-pages-\\S+ k-\\S+ t-\\S+"));
            HttpResponse<String> second = get(path, "If-None-Match", header(first, "ETag"));
            check(
                    path + " 304: " + second.statusCode(),
                    second.statusCode() == 304 && second.body().isEmpty());
            check(path + " tag", header(second, "ETag").equals(header(first, "ETag")));
            get("http/drop/" + i);
            HttpResponse<String> third = get(path, "If-None-Match", header(first, "ETag"));
            check(path + " after the invalidation: " + third.statusCode(), third.statusCode() == 200);
        }
        isPrivate(get("http/session/1"));
        isPrivate(get("http/1", "Cookie", "JSESSIONID=unknown"));
    }

    private void isPrivate(HttpResponse<String> answer) {
        check(
                "private: " + answer.headers().map(),
                header(answer, "Cache-Control").startsWith("private")
                        && header(answer, "Surrogate-Control").equals("no-store")
                        && header(answer, "Surrogate-Key").isEmpty());
    }

    private static boolean isAge(String text) {
        return text.matches("max-age=3[0-6]\\d\\d") && Integer.parseInt(text.substring("max-age=".length())) <= 3_600;
    }

    private void check(String what, boolean isRight) {
        if (isRight) {
            right++;
        } else {
            wrong.add(what);
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "probe/" + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
