// Every strategy on each engine, with each client.
import './contract.test.ts'
