// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection that sends commands and reads answers. Texts are bytes, one a character. */
final class RedisWire implements AutoCloseable {
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;
    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket = new Socket();
    private final InputStream answers;

    private RedisWire(RedisServer server) throws IOException {
        try {
            socket.connect(new InetSocketAddress(server.hostName(), server.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one command over a connection of its own.
     *
     * @return a String, a Long or a List of them; what is null in Redis is an empty text
     * @throws IllegalStateException if the server does not answer, or answers an error
     */
    static Object send(RedisServer server, Optional<String> password, String... words) {
        try (RedisWire wire = new RedisWire(server)) {
            if (password.isPresent()) {
                wire.send("AUTH", password.get());
            }
            return wire.send(words);
        } catch (IOException e) {
            throw new IllegalStateException(server + " does not answer " + words[0], e);
        }
    }

    private Object send(String... words) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(("*" + words.length + "\r\n").getBytes(BYTES));
        for (String word : words) {
            command.writeBytes(("$" + word.length() + "\r\n" + word + "\r\n").getBytes(BYTES));
        }
        socket.getOutputStream().write(command.toByteArray());
        return read();
    }

    private Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '-' -> throw new IllegalStateException(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> elements(Integer.parseInt(rest));
            default -> rest;
        };
    }

    private List<Object> elements(int count) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            elements.add(read());
        }
        return elements;
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] text = answers.readNBytes(length + 2);
        if (text.length < length + 2) {
            throw new EOFException();
        }
        return new String(text, 0, length, BYTES);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answers.read(); next != '\r'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        answers.read();
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
