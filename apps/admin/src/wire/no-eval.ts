import { config } from 'zod'

// zod tries whether it may build code at run time; the security header forbids it, and each try is a fault in the console.
config({ jitless: true })
