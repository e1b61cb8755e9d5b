// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.spi.LineLogger;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Reads from a class file which methods its methods call on {@code this}; a class file that cannot be read tells nothing. */
final class CallsOnThis {
    /**
     * A call on {@code this}, by name or by a method reference.
     *
     * @param caller the name of the method that it stands in, perhaps a lambda's
     * @param name the name of what is called
     * @param descriptor its parameters and return type, as class files write them
     * @param isSuper whether it is called as {@code super.name()}, past what overrides it
     */
    record Call(String caller, String name, String descriptor, boolean isSuper) {}

    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final int LEFT_OUT =
            Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE;
    private static final Set<Integer> ON_AN_OBJECT =
            Set.of(Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE, Opcodes.H_INVOKESPECIAL);

    private final List<Call> calls = new ArrayList<>();
    private final String owner;

    private CallsOnThis(String owner) {
        this.owner = owner;
    }

    /** Returns the calls in the methods that {@code type} declares. */
    static List<Call> of(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes != null) {
                ClassNode node = new ClassNode();
                new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                CallsOnThis found = new CallsOnThis(node.name);
                for (MethodNode method : node.methods) {
                    if ((method.access & LEFT_OUT) == 0) {
                        found.collect(method);
                    }
                }
                return found.calls;
            }
        } catch (IOException | AnalyzerException | RuntimeException e) {
            LOG.debug(() -> type.getName() + ": its class file cannot be read for calls on this", e);
        }
        return List.of();
    }

    private void collect(MethodNode method) throws AnalyzerException {
        Frame<BasicValue>[] frames = new Analyzer<>(new ThisOrNot()).analyze(owner, method);
        for (int i = 0; i < frames.length; i++) {
            AbstractInsnNode instruction = method.instructions.get(i);
            if (frames[i] == null) {
                continue; // Never reached.
            }
            if (instruction instanceof MethodInsnNode call
                    && call.getOpcode() != Opcodes.INVOKESTATIC
                    && isThis(frames[i], 1 + Type.getArgumentTypes(call.desc).length)) {
                boolean isSuper = call.getOpcode() == Opcodes.INVOKESPECIAL && !call.owner.equals(owner);
                calls.add(new Call(method.name, call.name, call.desc, isSuper));
            } else if (instruction instanceof InvokeDynamicInsnNode reference
                    && isThis(frames[i], Type.getArgumentTypes(reference.desc).length)) {
                collect(method, reference);
            }
        }
    }

    private void collect(MethodNode method, InvokeDynamicInsnNode reference) {
        for (Object argument : reference.bsmArgs) {
            if (argument instanceof Handle handle && ON_AN_OBJECT.contains(handle.getTag())) {
                boolean isSuper = handle.getTag() == Opcodes.H_INVOKESPECIAL
                        && !handle.getOwner().equals(owner);
                calls.add(new Call(method.name, handle.getName(), handle.getDesc(), isSuper));
            }
        }
    }

    /** Returns whether the value that lies {@code deep} in the stack is {@code this}. */
    private static boolean isThis(Frame<BasicValue> frame, int deep) {
        return deep > 0 && frame.getStack(frame.getStackSize() - deep).equals(ThisOrNot.THIS);
    }

    /** Tells {@code this} from all other values, wherever it is copied to. */
    private static final class ThisOrNot extends BasicInterpreter {
        static final BasicValue THIS = new BasicValue(Type.getObjectType("this"));

        ThisOrNot() {
            super(Opcodes.ASM9);
        }

        @Override
        public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return isInstanceMethod && local == 0 ? THIS : super.newParameterValue(isInstanceMethod, local, type);
        }

        @Override
        public BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value) throws AnalyzerException {
            return instruction.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(instruction, value);
        }
    }
}
