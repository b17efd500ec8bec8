/**
 * Tests of the built distribution. {@link io.eider.itests.EiderProcess} starts it as an operator does and
 * {@link io.eider.itests.EiderClient} drives it as a client does; neither knows a class of the server.
 */
package io.eider.itests;
