export function mustInstall(): boolean;
export function mustBuild(): boolean;
export function run(command: string, args: string[], options?: object): void;
export function ready(): void;
