// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Running.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is reached through TLS alone. */
class TlsTest extends OnRedis {
    private static final String PASSWORD = "st0re-s3cret";

    @TempDir
    Path folder;

    /** What became of connections that ended. */
    private final Queue<IOException> broken = new ConcurrentLinkedQueue<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tls");
        thread.setDaemon(true);
        return thread;
    });

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "redis", "-keystore", store().toString(), "-storepass", PASSWORD));
        Path said = folder.resolve("keytool.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }

    private Path store() {
        return folder.resolve("redis.p12");
    }

    private SSLServerSocket listen() throws Exception {
        KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket inside = server.accept();
                    Socket outside = new Socket(redis.hostName(), redis.port());
                    threads.execute(() -> copy(inside, outside));
                    threads.execute(() -> copy(outside, inside));
                } catch (IOException e) {
                    // It is closed, or the one who came has gone.
                    broken.add(e);
                }
            }
        });
        return server;
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Either end has gone, and so the other.
            broken.add(e);
        }
    }

    @Test
    void storeBehindTls_isReachedByTheApplicationsKeys() throws Exception {
        cache("posts").put(key("1"), "x");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12");
        Path certificate = folder.resolve("redis.pem");
        keytool("-exportcert", "-rfc", "-file", certificate.toString());
        try (SSLServerSocket server = listen()) {
            String uri = "rediss://localhost:" + server.getLocalPort();
            Ended trusted = OwnShell.with(environment(
                            "CACHEX_BACKEND_REDIS_URI", uri, "CACHEX_BACKEND_REDIS_TLS_CA", certificate.toString()))
                    .run("get", "posts", "1");
            Ended strange =
                    OwnShell.with(environment("CACHEX_BACKEND_REDIS_URI", uri)).run("get", "posts", "1");

            assertThat(trusted.code()).as(trusted.err()).isZero();
            assertThat(trusted.out()).isEqualTo("\"x\"\n");
            assertThat(strange.code()).isEqualTo(4);
            assertThat(strange.err()).contains("no TLS: ").doesNotContain(PASSWORD);
        } finally {
            threads.shutdownNow();
        }
    }
}
