// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/** Refuses texts with half of a surrogate pair: MessagePack is UTF-8, and its library would write a question mark instead. */
final class WholeTextFactory extends MessagePackFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonGenerator createGenerator(OutputStream out, JsonEncoding encoding) throws IOException {
        return new WholeText(super.createGenerator(out, encoding));
    }

    @Override
    public JsonFactory copy() {
        return new WholeTextFactory();
    }

    private static final class WholeText extends JsonGeneratorDelegate {
        WholeText(JsonGenerator generator) {
            super(generator);
        }

        @Override
        public void writeString(String text) throws IOException {
            super.writeString(whole(text));
        }

        @Override
        public void writeString(char[] text, int offset, int length) throws IOException {
            super.writeString(whole(new String(text, offset, length)));
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(whole(name));
        }

        private static String whole(String text) throws CharacterCodingException {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    if (Character.charCount(text.codePointAt(i)) == 1) {
                        throw new CharacterCodingException();
                    }
                    i++;
                }
            }
            return text;
        }
    }
}
